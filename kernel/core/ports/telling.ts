/**
 * Who is told that something came to a port: its partition has a list of ports with news. Putting a port there takes the same few
 * steps whatever the list holds, since it is done in another partition's time. What comes of it is `news.ts`.
 */
import { Channel } from "./channel";
import { isCreated, isPort, NO_PORT_STATE, Port } from "./port";

/**
 * A message came to the port, or room for one. Of processes those are told who wait at the port; a guest operating system is
 * told of every message, once it has created the port. @inline
 */
export function tell(port: Port): void {
  if (port.count == 0 && !(port.ofGuest && isCreated(port))) return;
  port.partition.newsCount += 1;
  if (port.newsIn != port.partition.startNumber) addNews(port);
}

/** At the end of the list, in which it is not. */
function addNews(port: Port): void {
  const partition = port.partition;
  const place = changetype<usize>(port);
  port.newsIn = partition.startNumber;
  port.nextNews = NO_PORT_STATE;
  if (partition.newsFirst == 0) partition.newsFirst = place;
  else changetype<Port>(partition.newsLast).nextNews = port;
  partition.newsLast = place;
}

/** A message came to the channel: as many steps as the system file gives it listeners. @inline */
export function tellListeners(channel: Channel): void {
  for (let port = channel.firstListener; isPort(port); port = port.nextListener) tell(port);
}
