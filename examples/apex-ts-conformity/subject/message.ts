/** What every port, buffer and blackboard here carries: 12 bytes. */
export class Message {
  number: u32 = 0;
  square: u32 = 0;
  /** What the peer was told when it asked for another module schedule. */
  code: u32 = 0;
}

export function numbered(number: u32): Message {
  const message = new Message();
  message.number = number;
  message.square = number * number;
  return message;
}
