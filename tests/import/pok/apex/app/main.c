#define POK_NEEDS_ARINC653_BLACKBOARD 1
#define POK_NEEDS_ARINC653_BUFFER 1
#define POK_NEEDS_ARINC653_ERROR 1
#define POK_NEEDS_ARINC653_EVENT 1
#define POK_NEEDS_ARINC653_PARTITION 1
#define POK_NEEDS_ARINC653_PROCESS 1
#define POK_NEEDS_ARINC653_SEMAPHORE 1
#define POK_NEEDS_ARINC653_TIME 1
#include <arinc653/blackboard.h>
#include <arinc653/buffer.h>
#include <arinc653/error.h>
#include <arinc653/event.h>
#include <arinc653/partition.h>
#include <arinc653/process.h>
#include <arinc653/semaphore.h>
#include <arinc653/time.h>
#include <core/semaphore.h>
#include <libc/stdio.h>
#include <libc/string.h>

#include "ours.h"

static BUFFER_ID_TYPE buffer;
static BLACKBOARD_ID_TYPE board;
static EVENT_ID_TYPE event;
static SEMAPHORE_ID_TYPE semaphore;
static pok_sem_id_t own;
static PROCESS_ID_TYPE producer_id, consumer_id, idle_id;

// Every 7 ms, which is no multiple of the partition's period.
static void producer(void) {
  RETURN_CODE_TYPE code;
  PROCESS_STATUS_TYPE status;
  for (int i = 1; i <= 3; i++) {
    char text[] = "message .";
    text[8] = (char)('0' + i);
    SEND_BUFFER(buffer, (MESSAGE_ADDR_TYPE)text, sizeof text, 0, &code);
    PERIODIC_WAIT(&code);
    if (code != NO_ERROR) printf("producer: %d\n", code);
  }
  DISPLAY_BLACKBOARD(board, (MESSAGE_ADDR_TYPE) "shown", 6, &code);
  SET_EVENT(event, &code);
  GET_PROCESS_STATUS(consumer_id, &status, &code);
  printf("producer: \"%s\" has priority %d, state %d\n", status.ATTRIBUTES.NAME, (int)status.CURRENT_PRIORITY,
         status.PROCESS_STATE);
  SUSPEND_SELF(INFINITE_TIME_VALUE, &code);
  printf("producer: a periodic process can't suspend itself: %d\n", code);
  pok_sem_signal(own);
  START(idle_id, &code);
  printf("producer: starts the third: %d\n", code);
  STOP_SELF();
}

static void consumer(void) {
  RETURN_CODE_TYPE code;
  MESSAGE_SIZE_TYPE length;
  SYSTEM_TIME_TYPE before, after;
  char text[16];
  for (int i = 1; i <= 3; i++) {
    RECEIVE_BUFFER(buffer, INFINITE_TIME_VALUE, (MESSAGE_ADDR_TYPE)text, &length, &code);
    printf("consumer: %d %s, %d bytes\n", code, text, (int)length);
  }
  GET_TIME(&before, &code);
  RECEIVE_BUFFER(buffer, 2000000, (MESSAGE_ADDR_TYPE)text, &length, &code);
  GET_TIME(&after, &code);
  printf("consumer: nothing for 2 ms: %s\n", after - before >= 2000000 && after - before < 2500000 ? "yes" : "no");
  READ_BLACKBOARD(board, INFINITE_TIME_VALUE, (MESSAGE_ADDR_TYPE)text, &length, &code);
  printf("consumer: %d %s\n", code, text);
  WAIT_EVENT(event, INFINITE_TIME_VALUE, &code);
  WAIT_SEMAPHORE(semaphore, 1000000, &code);
  printf("consumer: no semaphore: %d\n", code);
  printf("consumer: POK's own semaphore: %d\n", pok_sem_wait(own, 50000));
  ours_report("the name of a process is long");
  RAISE_APPLICATION_ERROR(APPLICATION_ERROR, (MESSAGE_ADDR_TYPE) "enough", 6, &code);
  printf("consumer: after the error\n");
  STOP_SELF();
}

static void third(void) {
  RETURN_CODE_TYPE code;
  PROCESS_ID_TYPE id;
  GET_MY_ID(&id, &code);
  printf("third: process %d, %d\n", (int)id, code);
  TIMED_WAIT(1000000, &code);
  printf("third: %d\n", code);
}

static void handler(void) {
  ERROR_STATUS_TYPE status;
  RETURN_CODE_TYPE code;
  GET_ERROR_STATUS(&status, &code);
  status.MESSAGE[status.LENGTH] = 0;
  printf("handler: code %d of process %d: %s\n", status.ERROR_CODE, (int)status.FAILED_PROCESS_ID, status.MESSAGE);
}

static PROCESS_ID_TYPE create(const char *name, void (*entry)(void), PRIORITY_TYPE priority, SYSTEM_TIME_TYPE period) {
  PROCESS_ATTRIBUTE_TYPE attributes;
  PROCESS_ID_TYPE id = -1;
  RETURN_CODE_TYPE code;
  memset(&attributes, 0, sizeof attributes);
  strcpy(attributes.NAME, name);
  attributes.ENTRY_POINT = (SYSTEM_ADDRESS_TYPE)entry;
  attributes.BASE_PRIORITY = priority;
  attributes.PERIOD = period;
  attributes.TIME_CAPACITY = INFINITE_TIME_VALUE;
  attributes.STACK_SIZE = 4096;
  attributes.DEADLINE = SOFT;
  CREATE_PROCESS(&attributes, &id, &code);
  printf("%s: %d, process %d\n", name, code, (int)id);
  return id;
}

int main() {
  RETURN_CODE_TYPE code;
  PARTITION_STATUS_TYPE status;
  GET_PARTITION_STATUS(&status, &code);
  printf("mode %d, identifier %d\n", status.OPERATING_MODE, (int)status.IDENTIFIER);
  pok_sem_create(&own, 0, 1, POK_QUEUEING_DISCIPLINE_DEFAULT);
  CREATE_BUFFER("buffer", 16, 4, FIFO, &buffer, &code);
  CREATE_BUFFER("buffer", 16, 4, FIFO, &buffer, &code);
  printf("a buffer twice: %d\n", code);
  CREATE_BLACKBOARD("board", 16, &board, &code);
  CREATE_EVENT("event", &event, &code);
  CREATE_SEMAPHORE("semaphore", 0, 1, PRIORITY, &semaphore, &code);
  producer_id = create("producer", producer, 20, 7000000);
  consumer_id = create("the name of a process is long", consumer, 10, INFINITE_TIME_VALUE);
  idle_id = create("third", third, 63, INFINITE_TIME_VALUE);
  create("third", third, 63, INFINITE_TIME_VALUE);
  create("priority", third, 64, INFINITE_TIME_VALUE);
  ours_create();
  CREATE_ERROR_HANDLER((SYSTEM_ADDRESS_TYPE)handler, 4096, &code);
  START(producer_id, &code);
  START(consumer_id, &code);
  START(consumer_id, &code);
  printf("started twice: %d\n", code);
  SET_PARTITION_MODE(NORMAL, &code);
  return 1;
}
