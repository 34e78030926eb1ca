/** A row of the table; with `type` 1 its value opens `url`. */
export interface Row {
  keyname: string;
  value: string;
  type?: 1;
  url?: string;
}

/** What a tap on the card opens. */
interface CardAction {
  type: 1;
  url: string;
}

/** A `button_interaction` card as it travels, without its `task_id`. */
export interface ButtonCard {
  card_type: 'button_interaction';
  main_title: { title: string };
  sub_title_text?: string;
  horizontal_content_list?: Row[];
  card_action?: CardAction;
  button_list: { text: string; style: number; key: string }[];
  /** Only in updates: greys the buttons and stands in their place. */
  replace_text?: string;
}

/** A `vote_interaction` card as it travels, without its `task_id`. */
interface VoteCard {
  card_type: 'vote_interaction';
  main_title: { title: string; desc?: string };
  checkbox: { question_key: string; mode: 0 | 1; option_list: { id: string; text: string; is_checked: boolean }[] };
  submit_button: { text: string; key: string };
}

/** A `multiple_interaction` card as it travels, without its `task_id`. */
interface SelectCard {
  card_type: 'multiple_interaction';
  main_title: { title: string; desc?: string };
  select_list: { question_key: string; title: string; option_list: { id: string; text: string }[] }[];
  submit_button: { text: string; key: string };
}

interface NoticeParts {
  main_title: { title: string };
  horizontal_content_list?: Row[];
  jump_list: { type: 1; title: string; url: string }[];
  card_action: CardAction;
}

/** A `text_notice` card as it travels: nothing to press but its link. */
interface TextNotice extends NoticeParts {
  card_type: 'text_notice';
  sub_title_text?: string;
}

/** A `news_notice` card as it travels: as `text_notice`, with a picture. */
interface NewsNotice extends NoticeParts {
  card_type: 'news_notice';
  card_image: { url: string };
  vertical_content_list?: { title: string; desc: string }[];
}

export type TemplateCard = ButtonCard | VoteCard | SelectCard | TextNotice | NewsNotice;

/** `isWhole` is false where something had to be shortened: the full text must then go before the card. */
export interface DrawnCard {
  card: TemplateCard;
  isWhole: boolean;
}
