/* The threads of process shop. */

#include <apex.h>
#include "gtypes.h"
#include "partition.h"

/* The functions of the model's subprograms, in the user's sources. */
void sharpen(void);
void cut(workshop_types__part *part);
void inspect(workshop_types__part part, workshop_types__quality *quality);
void join(workshop_types__part part, workshop_types__quality quality, workshop_types__count *made);
void store(workshop_types__count *stock);
void count_stock(workshop_types__count *stock, workshop_types__count made);

static workshop_types__count stock_data; /* Data stock. */

/* Waits until that time; not at all when it is over. */
static void wait_until(SYSTEM_TIME_TYPE time) {
  SYSTEM_TIME_TYPE now;
  RETURN_CODE_TYPE code;
  GET_TIME(&now, &code);
  if (now < time) TIMED_WAIT(time - now, &code);
}

/* Subprogram Workshop::Fit.i. */
static void workshop__fit_i(workshop_types__part part, workshop_types__count *made) {
  workshop_types__quality look_quality = {0};
  inspect(part, &look_quality);
  join(part, look_quality, made);
}

/* Thread left: periodic, every 20ms. */
void left_thread(void) {
  static workshop_types__part part;
  RETURN_CODE_TYPE code;
  sharpen();
  for (;;) {
    cut(&part);
    SEND_BUFFER(fitter_part_buffer, (MESSAGE_ADDR_TYPE)&part, sizeof part, 0, &code);
    PERIODIC_WAIT(&code);
  }
}

/* Thread right: periodic, every 20ms. */
void right_thread(void) {
  static workshop_types__part part;
  RETURN_CODE_TYPE code;
  sharpen();
  for (;;) {
    cut(&part);
    SEND_BUFFER(fitter_part_buffer, (MESSAGE_ADDR_TYPE)&part, sizeof part, 0, &code);
    PERIODIC_WAIT(&code);
  }
}

/* Thread fitter: dispatched by what comes at part. */
void fitter_thread(void) {
  static workshop_types__part part;
  static workshop_types__count made;
  MESSAGE_SIZE_TYPE length;
  RETURN_CODE_TYPE code;
  for (;;) {
    RECEIVE_BUFFER(fitter_part_buffer, INFINITE_TIME_VALUE, (MESSAGE_ADDR_TYPE)&part, &length,
        &code);
    if (code != NO_ERROR) continue;
    workshop__fit_i(part, &made);
    DISPLAY_BLACKBOARD(fitter_made_blackboard, (MESSAGE_ADDR_TYPE)&made, sizeof made, &code);
    SIGNAL_SEMAPHORE(carrier_bell_semaphore, &code);
  }
}

/* Thread carrier: dispatched by what comes at bell, 1ms apart at least. */
void carrier_thread(void) {
  SYSTEM_TIME_TYPE dispatched;
  RETURN_CODE_TYPE code;
  for (;;) {
    WAIT_SEMAPHORE(carrier_bell_semaphore, INFINITE_TIME_VALUE, &code);
    if (code != NO_ERROR) continue;
    GET_TIME(&dispatched, &code);
    ACQUIRE_MUTEX(stock_mutex, INFINITE_TIME_VALUE, &code);
    store(&stock_data);
    RELEASE_MUTEX(stock_mutex, &code);
    wait_until(dispatched + 1000000LL);
  }
}

/* Thread clerk: periodic, every 40ms. */
void clerk_thread(void) {
  static workshop_types__count made;
  MESSAGE_SIZE_TYPE length;
  RETURN_CODE_TYPE code;
  for (;;) {
    READ_BLACKBOARD(fitter_made_blackboard, 0, (MESSAGE_ADDR_TYPE)&made, &length, &code);
    ACQUIRE_MUTEX(stock_mutex, INFINITE_TIME_VALUE, &code);
    count_stock(&stock_data, made);
    RELEASE_MUTEX(stock_mutex, &code);
    PERIODIC_WAIT(&code);
  }
}
