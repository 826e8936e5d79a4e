/* The threads of process station. */

#include <apex.h>
#include "gtypes.h"
#include "partition.h"

/* The functions of the model's subprograms, in the user's sources. */
void measure(weather__celsius *degrees, weather__front_i *front);

/* Thread measuring: periodic, every 20ms. */
void measuring_thread(void) {
  static weather__celsius degrees;
  static weather__front_i front;
  RETURN_CODE_TYPE code;
  for (;;) {
    measure(&degrees, &front);
    WRITE_SAMPLING_MESSAGE(degrees_port, (MESSAGE_ADDR_TYPE)&degrees, sizeof degrees, &code);
    SEND_QUEUING_MESSAGE(front_port, (MESSAGE_ADDR_TYPE)&front, sizeof front, 0, &code);
    PERIODIC_WAIT(&code);
  }
}
