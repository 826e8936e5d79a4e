/** The message of the channel "attitude": degrees. */
export class Attitude {
  step: u32 = 0;
  roll: f32 = 0;
  pitch: f32 = 0;
}
