/** A `button_interaction` card as it travels, without its `task_id`. */
export interface ButtonCard {
  card_type: 'button_interaction';
  main_title: { title: string };
  sub_title_text?: string;
  horizontal_content_list?: { keyname: string; value: string }[];
  button_list: { text: string; style: number; key: string }[];
  /** Only in updates: greys the buttons and stands in their place. */
  replace_text?: string;
}

/** A `vote_interaction` card as it travels, without its `task_id`. */
export interface VoteCard {
  card_type: 'vote_interaction';
  main_title: { title: string; desc?: string };
  checkbox: { question_key: string; mode: 0 | 1; option_list: { id: string; text: string; is_checked: boolean }[] };
  submit_button: { text: string; key: string };
}

export type TemplateCard = ButtonCard | VoteCard;

/** `isWhole` is false where something had to be shortened: the full text must then go before the card. */
export interface DrawnCard {
  card: TemplateCard;
  isWhole: boolean;
}
