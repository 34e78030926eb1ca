/** Under which number a work app is recorded (备案号), and which unit answers for it (主管单位): 国办函〔2026〕12号 asks for both. */
export interface Registration {
  readonly recordNumber?: string;
  readonly responsibleUnit?: string;
}
