export async function benchHandling(_d: string): Promise<void> {}
