/* The threads of process office. */

#include <apex.h>
#include "gtypes.h"
#include "partition.h"

/* The functions of the model's subprograms, in the user's sources. */
void show_degrees(weather__celsius degrees);
void show_front(weather__front_i front);

/* Waits until that time; not at all when it is over. */
static void wait_until(SYSTEM_TIME_TYPE time) {
  SYSTEM_TIME_TYPE now;
  RETURN_CODE_TYPE code;
  GET_TIME(&now, &code);
  if (now < time) TIMED_WAIT(time - now, &code);
}

/* Thread thermometer: periodic, every 40ms. */
void thermometer_thread(void) {
  static weather__celsius degrees;
  MESSAGE_SIZE_TYPE length;
  VALIDITY_TYPE validity;
  RETURN_CODE_TYPE code;
  for (;;) {
    READ_SAMPLING_MESSAGE(degrees_port, (MESSAGE_ADDR_TYPE)&degrees, &length, &validity, &code);
    show_degrees(degrees);
    PERIODIC_WAIT(&code);
  }
}

/* Thread forecaster: dispatched by what comes at front, 5ms apart at least. */
void forecaster_thread(void) {
  static weather__front_i front;
  MESSAGE_SIZE_TYPE length;
  SYSTEM_TIME_TYPE dispatched;
  RETURN_CODE_TYPE code;
  for (;;) {
    RECEIVE_QUEUING_MESSAGE(front_port, INFINITE_TIME_VALUE, (MESSAGE_ADDR_TYPE)&front, &length,
        &code);
    if (code != NO_ERROR) continue;
    GET_TIME(&dispatched, &code);
    show_front(front);
    wait_until(dispatched + 5000000LL);
  }
}
