/* What process tower is made of: its ports, the objects that its threads share, and the threads. */

#ifndef PARTITION_H
#define PARTITION_H

#include <apex.h>

extern SAMPLING_PORT_ID_TYPE now_port; /* Port now. */
extern QUEUING_PORT_ID_TYPE bell_1_port; /* Port bell_1. */
extern QUEUING_PORT_ID_TYPE bell_2_port; /* Port bell_2. */

void clock_thread(void);
void ringer_thread(void);

#endif
