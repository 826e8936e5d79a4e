// The receiving end of the channels. It begins when the sender is through: its window comes later.
#include "processes.h"

SAMPLES(sampling_read_64, REPETITIONS);
SAMPLES(queuing_receive_64, REPETITIONS);
SAMPLES(nothing, REPETITIONS);

static SAMPLING_PORT_ID_TYPE sample;
static QUEUING_PORT_ID_TYPE queue;
static uint8_t message[MESSAGE_BYTES];

static void receive(void) {
  RETURN_CODE_TYPE code;
  MESSAGE_SIZE_TYPE length;
  VALIDITY_TYPE validity;
  TIMED_WAIT(25000000, &code);
  for (int i = 0; i < REPETITIONS; i++) {
    uint32_t start = tsc_low();
    nothing[i] = tsc_low() - start;

    start = tsc_low();
    READ_SAMPLING_MESSAGE(sample, message, &length, &validity, &code);
    uint32_t end = tsc_low();
    if (code == NO_ERROR && length == MESSAGE_BYTES && validity == VALID) sampling_read_64[i] = end - start;

    start = tsc_low();
    RECEIVE_QUEUING_MESSAGE(queue, 0, message, &length, &code);
    end = tsc_low();
    if (code == NO_ERROR && length == MESSAGE_BYTES) queuing_receive_64[i] = end - start;
  }
}

int main(void) {
  RETURN_CODE_TYPE code;
  CREATE_SAMPLING_PORT("SAMPLE", MESSAGE_BYTES, DESTINATION, 100000000, &sample, &code);
  CREATE_QUEUING_PORT("QUEUE", MESSAGE_BYTES, 256, DESTINATION, FIFO, &queue, &code);
  start_process("receive", receive, 10);
  SET_PARTITION_MODE(NORMAL, &code);
  return 0;
}
