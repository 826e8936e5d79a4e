/* What process office is made of: its ports, the objects that its threads share, and the threads. */

#ifndef PARTITION_H
#define PARTITION_H

#include <apex.h>

extern SAMPLING_PORT_ID_TYPE degrees_port; /* Port degrees. */
extern QUEUING_PORT_ID_TYPE front_port; /* Port front. */

void thermometer_thread(void);
void forecaster_thread(void);

#endif
