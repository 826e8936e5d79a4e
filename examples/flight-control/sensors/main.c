// Sensors: each a periodic process that measures and writes its sampling port. They share the airframe, which a fourth
// process moves; a mutex keeps each from seeing it half moved.
//
// The module schedule "landing" starts the partition anew, warm: then there is the radio altimeter besides. What the
// airframe has come to, a warm start must leave as it is.
#include <bulkhead/retained.h>
#include <stdbool.h>

#include "../shared/messages.h"
#include "../shared/start.h"
#include "airframe.h"

enum { STEP = AIRFRAME_STEP_MS * MS, MUTEX_PRIORITY = 40 };

BULKHEAD_RETAINED static struct airframe airframe = AIRFRAME_AT_START;
BULKHEAD_RETAINED static SYSTEM_TIME_TYPE stepped_until = 0;

static MUTEX_ID_TYPE airframe_mutex;
static SAMPLING_PORT_ID_TYPE attitude_port, air_data_port, height_port, elevator_port, thrust_port;

// The last position that an actuator told; `before` until it told one.
static float position(SAMPLING_PORT_ID_TYPE port, float before) {
  float told;
  MESSAGE_SIZE_TYPE length;
  VALIDITY_TYPE validity;
  RETURN_CODE_TYPE code;
  READ_SAMPLING_MESSAGE(port, (MESSAGE_ADDR_TYPE)&told, &length, &validity, &code);
  return code == NO_ERROR ? told : before;
}

// The airframe as it is now.
static struct airframe measure(void) {
  RETURN_CODE_TYPE code;
  ACQUIRE_MUTEX(airframe_mutex, INFINITE_TIME_VALUE, &code);
  struct airframe seen = airframe;
  RELEASE_MUTEX(airframe_mutex, &code);
  return seen;
}

// At each release a step, and after a start of the partition those that it cost.
static void move_airframe(void) {
  float elevator = 0, thrust = 66.7f;
  for (;;) {
    SYSTEM_TIME_TYPE now;
    RETURN_CODE_TYPE code;
    GET_TIME(&now, &code);
    if (stepped_until == 0) stepped_until = now - STEP;
    elevator = position(elevator_port, elevator);
    thrust = position(thrust_port, thrust);
    ACQUIRE_MUTEX(airframe_mutex, INFINITE_TIME_VALUE, &code);
    for (; stepped_until + STEP / 2 < now; stepped_until += STEP) airframe_step(&airframe, elevator, thrust);
    RELEASE_MUTEX(airframe_mutex, &code);
    PERIODIC_WAIT(&code);
  }
}

static void measure_attitude(void) {
  for (;;) {
    struct airframe seen = measure();
    struct attitude attitude = {(float)seen.pitch_deg, (float)seen.pitch_rate_dps};
    RETURN_CODE_TYPE code;
    WRITE_SAMPLING_MESSAGE(attitude_port, (MESSAGE_ADDR_TYPE)&attitude, sizeof attitude, &code);
    PERIODIC_WAIT(&code);
  }
}

static void measure_air_data(void) {
  for (;;) {
    struct airframe seen = measure();
    struct air_data air_data = {(float)seen.height_m, (float)seen.climb_mps, (float)seen.airspeed_mps};
    RETURN_CODE_TYPE code;
    WRITE_SAMPLING_MESSAGE(air_data_port, (MESSAGE_ADDR_TYPE)&air_data, sizeof air_data, &code);
    PERIODIC_WAIT(&code);
  }
}

static void measure_radio_height(void) {
  for (;;) {
    struct radio_height height = {(float)measure().height_m};
    RETURN_CODE_TYPE code;
    WRITE_SAMPLING_MESSAGE(height_port, (MESSAGE_ADDR_TYPE)&height, sizeof height, &code);
    PERIODIC_WAIT(&code);
  }
}

static PROCESS_ATTRIBUTE_TYPE airframe_process = {
    .NAME = "AIRFRAME",
    .ENTRY_POINT = (SYSTEM_ADDRESS_TYPE)move_airframe,
    .PERIOD = 50 * MS,
    .TIME_CAPACITY = 50 * MS,
    .BASE_PRIORITY = 40,
    .STACK_SIZE = STACK_BYTES,
    .DEADLINE = HARD,
};
static PROCESS_ATTRIBUTE_TYPE attitude_process = {
    .NAME = "ATTITUDE",
    .ENTRY_POINT = (SYSTEM_ADDRESS_TYPE)measure_attitude,
    .PERIOD = 50 * MS,
    .TIME_CAPACITY = 20 * MS,
    .BASE_PRIORITY = 30,
    .STACK_SIZE = STACK_BYTES,
    .DEADLINE = HARD,
};
static PROCESS_ATTRIBUTE_TYPE air_data_process = {
    .NAME = "AIR-DATA",
    .ENTRY_POINT = (SYSTEM_ADDRESS_TYPE)measure_air_data,
    .PERIOD = 100 * MS,
    .TIME_CAPACITY = 100 * MS,
    .BASE_PRIORITY = 20,
    .STACK_SIZE = STACK_BYTES,
    .DEADLINE = SOFT,
};
static PROCESS_ATTRIBUTE_TYPE radio_process = {
    .NAME = "RADIO-ALTIMETER",
    .ENTRY_POINT = (SYSTEM_ADDRESS_TYPE)measure_radio_height,
    .PERIOD = 50 * MS,
    .TIME_CAPACITY = 20 * MS,
    .BASE_PRIORITY = 30,
    .STACK_SIZE = STACK_BYTES,
    .DEADLINE = HARD,
};

static SAMPLING_PORT_ID_TYPE open_port(char *name, MESSAGE_SIZE_TYPE size, PORT_DIRECTION_TYPE direction,
                                       SYSTEM_TIME_TYPE refresh) {
  SAMPLING_PORT_ID_TYPE port;
  RETURN_CODE_TYPE code;
  CREATE_SAMPLING_PORT(name, size, direction, refresh, &port, &code);
  must(code, name);
  return port;
}

static bool is_landing(void) {
  SCHEDULE_ID_TYPE landing;
  SCHEDULE_STATUS_TYPE schedule;
  RETURN_CODE_TYPE code;
  GET_MODULE_SCHEDULE_ID("landing", &landing, &code);
  must(code, "GET_MODULE_SCHEDULE_ID");
  GET_MODULE_SCHEDULE_STATUS(&schedule, &code);
  must(code, "GET_MODULE_SCHEDULE_STATUS");
  return schedule.CURRENT_SCHEDULE == landing;
}

int main(void) {
  PARTITION_STATUS_TYPE partition;
  RETURN_CODE_TYPE code;
  GET_PARTITION_STATUS(&partition, &code);
  bool landing = is_landing();
  printf("%s start: attitude at 20 Hz, air data at 10 Hz%s\n",
         partition.OPERATING_MODE == WARM_START ? "warm" : "cold", landing ? ", radio altimeter at 20 Hz" : "");

  attitude_port = open_port("ATTITUDE", sizeof(struct attitude), SOURCE, 0);
  air_data_port = open_port("AIR-DATA", sizeof(struct air_data), SOURCE, 0);
  height_port = open_port("HEIGHT", sizeof(struct radio_height), SOURCE, 0);
  elevator_port = open_port("ELEVATOR", sizeof(struct elevator), DESTINATION, 100 * MS);
  thrust_port = open_port("THRUST", sizeof(struct thrust), DESTINATION, 200 * MS);
  CREATE_MUTEX("AIRFRAME", MUTEX_PRIORITY, PRIORITY, &airframe_mutex, &code);
  must(code, "CREATE_MUTEX");

  create_and_start(&airframe_process);
  create_and_start(&attitude_process);
  create_and_start(&air_data_process);
  if (landing) create_and_start(&radio_process);
  run_processes();
  return 1;
}
