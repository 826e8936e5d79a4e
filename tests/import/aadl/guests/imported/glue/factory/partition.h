/* What process factory is made of: its ports, the objects that its threads share, and the threads. */

#ifndef PARTITION_H
#define PARTITION_H

#include <apex.h>

extern QUEUING_PORT_ID_TYPE order_port; /* Port order. */
extern QUEUING_PORT_ID_TYPE answer_port; /* Port answer. */

void worker_thread(void);

#endif
