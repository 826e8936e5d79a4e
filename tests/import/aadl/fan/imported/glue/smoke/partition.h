/* What process smoke is made of: its ports, the objects that its threads share, and the threads. */

#ifndef PARTITION_H
#define PARTITION_H

#include <apex.h>

extern SAMPLING_PORT_ID_TYPE now_port; /* Port now. */
extern QUEUING_PORT_ID_TYPE alarm_1_port; /* Port alarm_1. */
extern QUEUING_PORT_ID_TYPE alarm_2_port; /* Port alarm_2. */

void detector_thread(void);

#endif
