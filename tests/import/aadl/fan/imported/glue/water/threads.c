/* The threads of process water. */

#include <apex.h>
#include "gtypes.h"
#include "partition.h"

/* The functions of the model's subprograms, in the user's sources. */
void smell(fan__minutes now, fan__minutes *alarm);

/* Thread detector: periodic, every 15ms. */
void detector_thread(void) {
  static fan__minutes now;
  static fan__minutes alarm;
  MESSAGE_SIZE_TYPE length;
  VALIDITY_TYPE validity;
  RETURN_CODE_TYPE code;
  for (;;) {
    READ_SAMPLING_MESSAGE(now_port, (MESSAGE_ADDR_TYPE)&now, &length, &validity, &code);
    smell(now, &alarm);
    SEND_QUEUING_MESSAGE(alarm_1_port, (MESSAGE_ADDR_TYPE)&alarm, sizeof alarm, 0, &code);
    SEND_QUEUING_MESSAGE(alarm_2_port, (MESSAGE_ADDR_TYPE)&alarm, sizeof alarm, 0, &code);
    PERIODIC_WAIT(&code);
  }
}
