/* What process south is made of: its ports, the objects that its threads share, and the threads. */

#ifndef PARTITION_H
#define PARTITION_H

#include <apex.h>

extern SAMPLING_PORT_ID_TYPE now_port; /* Port now. */
extern QUEUING_PORT_ID_TYPE smoke_port; /* Port smoke. */
extern QUEUING_PORT_ID_TYPE water_port; /* Port water. */
extern QUEUING_PORT_ID_TYPE bell_port; /* Port bell. */

void panel_thread(void);

#endif
