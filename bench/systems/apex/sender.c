// Semaphores between two processes of one partition, and the sending end of the channels.
#include "processes.h"

SAMPLES(semaphore_handoff, REPETITIONS);
SAMPLES(sampling_write_64, REPETITIONS);
SAMPLES(queuing_send_64, REPETITIONS);
SAMPLES(nothing, REPETITIONS);

static SEMAPHORE_ID_TYPE semaphore;
static SAMPLING_PORT_ID_TYPE sample;
static QUEUING_PORT_ID_TYPE queue;
static uint8_t message[MESSAGE_BYTES];
static volatile uint32_t before;

// Waits above the giver, so that a signal makes it run at once.
static void taker(void) {
  RETURN_CODE_TYPE code;
  for (int i = 0; i < REPETITIONS; i++) {
    WAIT_SEMAPHORE(semaphore, INFINITE_TIME_VALUE, &code);
    uint32_t after = tsc_low();
    if (code == NO_ERROR) semaphore_handoff[i] = after - before;
  }
}

static void giver(void) {
  RETURN_CODE_TYPE code;
  for (int i = 0; i < REPETITIONS; i++) {
    before = tsc_low();
    SIGNAL_SEMAPHORE(semaphore, &code);
  }
  for (int i = 0; i < REPETITIONS; i++) {
    uint32_t start = tsc_low();
    nothing[i] = tsc_low() - start;

    start = tsc_low();
    WRITE_SAMPLING_MESSAGE(sample, message, MESSAGE_BYTES, &code);
    uint32_t end = tsc_low();
    if (code == NO_ERROR) sampling_write_64[i] = end - start;

    start = tsc_low();
    SEND_QUEUING_MESSAGE(queue, message, MESSAGE_BYTES, 0, &code);
    end = tsc_low();
    if (code == NO_ERROR) queuing_send_64[i] = end - start;
  }
}

int main(void) {
  RETURN_CODE_TYPE code;
  CREATE_SEMAPHORE("SEMAPHORE", 0, 1, FIFO, &semaphore, &code);
  CREATE_SAMPLING_PORT("SAMPLE", MESSAGE_BYTES, SOURCE, 0, &sample, &code);
  CREATE_QUEUING_PORT("QUEUE", MESSAGE_BYTES, 256, SOURCE, FIFO, &queue, &code);
  start_process("taker", taker, 20);
  start_process("giver", giver, 10);
  SET_PARTITION_MODE(NORMAL, &code);
  return 0;
}
