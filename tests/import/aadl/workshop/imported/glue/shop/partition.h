/* What process shop is made of: its ports, the objects that its threads share, and the threads. */

#ifndef PARTITION_H
#define PARTITION_H

#include <apex.h>

extern BLACKBOARD_ID_TYPE fitter_made_blackboard; /* What fitter.made has shown last. */
extern BUFFER_ID_TYPE fitter_part_buffer; /* Messages for fitter.part. */
extern SEMAPHORE_ID_TYPE carrier_bell_semaphore; /* Events for carrier.bell. */
extern MUTEX_ID_TYPE stock_mutex; /* Held by who works on stock. */

void left_thread(void);
void right_thread(void);
void fitter_thread(void);
void carrier_thread(void);
void clerk_thread(void);

#endif
