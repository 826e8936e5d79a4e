// Actuators: DEMAND takes what control demands, or a safe demand where that is too old, and puts it on a blackboard; from
// there ELEVATOR and ENGINE follow it, each at its own rate. The error handler starts a process anew that failed.
#include <stdbool.h>
#include <string.h>

#include "../shared/messages.h"
#include "../shared/start.h"
#include "engine.h"

enum { DEMAND_REFRESH = 40 * MS, PERCENT = 100 };

static const float ELEVATOR_STEP_DEG = 3, CRUISE_THRUST = 66.7f;

static SAMPLING_PORT_ID_TYPE demand_port, elevator_port, thrust_port;
static BLACKBOARD_ID_TYPE demand_board;

// To the health log.
static void report(const char *text) {
  RETURN_CODE_TYPE code;
  REPORT_APPLICATION_MESSAGE((MESSAGE_ADDR_TYPE)text, (MESSAGE_SIZE_TYPE)strlen(text), &code);
}

// Where nobody says what to do, the elevator goes to neutral and the thrust stays: the aircraft flies on as it was trimmed.
static void take_demand(void) {
  struct demand demand = {0, CRUISE_THRUST};
  bool was_valid = true;
  for (;;) {
    struct demand received;
    MESSAGE_SIZE_TYPE length;
    VALIDITY_TYPE validity;
    RETURN_CODE_TYPE code;
    READ_SAMPLING_MESSAGE(demand_port, (MESSAGE_ADDR_TYPE)&received, &length, &validity, &code);
    bool valid = code == NO_ERROR && validity == VALID;
    if (valid)
      demand = received;
    else
      demand.elevator_deg = 0;
    if (valid != was_valid) report(valid ? "the demand is valid again" : "the demand is too old: elevator to neutral");
    was_valid = valid;
    DISPLAY_BLACKBOARD(demand_board, (MESSAGE_ADDR_TYPE)&demand, sizeof demand, &code);
    PERIODIC_WAIT(&code);
  }
}

// What the blackboard says; DEMAND writes it before anyone reads.
static struct demand current_demand(void) {
  struct demand demand;
  MESSAGE_SIZE_TYPE length;
  RETURN_CODE_TYPE code;
  READ_BLACKBOARD(demand_board, INFINITE_TIME_VALUE, (MESSAGE_ADDR_TYPE)&demand, &length, &code);
  return demand;
}

static float limited(float value, float most) { return value > most ? most : value < -most ? -most : value; }

static void move_elevator(void) {
  struct elevator elevator = {0};
  for (;;) {
    RETURN_CODE_TYPE code;
    elevator.deg += limited(current_demand().elevator_deg - elevator.deg, ELEVATOR_STEP_DEG);
    WRITE_SAMPLING_MESSAGE(elevator_port, (MESSAGE_ADDR_TYPE)&elevator, sizeof elevator, &code);
    PERIODIC_WAIT(&code);
  }
}

// Watches what a turn of the shaft is worth: less than half of what it should be is a broken propeller.
static void run_engine(void) {
  // A process that is started anew goes on with the engine as it runs.
  static struct thrust thrust = {66.7f};
  for (;;) {
    RETURN_CODE_TYPE code;
    thrust.percent = engine_follow(thrust.percent, current_demand().thrust_percent);
    WRITE_SAMPLING_MESSAGE(thrust_port, (MESSAGE_ADDR_TYPE)&thrust, sizeof thrust, &code);
    int worth = (int)thrust.percent * PERCENT / engine_turns(thrust.percent);
    if (worth < PERCENT / 2) report("the propeller is broken");
    PERIODIC_WAIT(&code);
  }
}

static void handle_errors(void) {
  ERROR_STATUS_TYPE error;
  RETURN_CODE_TYPE code;
  for (GET_ERROR_STATUS(&error, &code); code == NO_ERROR; GET_ERROR_STATUS(&error, &code)) {
    PROCESS_STATUS_TYPE process;
    GET_PROCESS_STATUS(error.FAILED_PROCESS_ID, &process, &code);
    STOP(error.FAILED_PROCESS_ID, &code);
    START(error.FAILED_PROCESS_ID, &code);
    printf("%.32s failed by a %s: %s\n", process.ATTRIBUTES.NAME,
           error.ERROR_CODE == NUMERIC_ERROR ? "numeric error" : "fault", code == NO_ERROR ? "started anew" : "lost");
  }
}

static PROCESS_ATTRIBUTE_TYPE processes[] = {
    {
        .NAME = "DEMAND",
        .ENTRY_POINT = (SYSTEM_ADDRESS_TYPE)take_demand,
        .PERIOD = 50 * MS,
        .TIME_CAPACITY = 20 * MS,
        .BASE_PRIORITY = 30,
        .STACK_SIZE = STACK_BYTES,
        .DEADLINE = HARD,
    },
    {
        .NAME = "ELEVATOR",
        .ENTRY_POINT = (SYSTEM_ADDRESS_TYPE)move_elevator,
        .PERIOD = 50 * MS,
        .TIME_CAPACITY = 20 * MS,
        .BASE_PRIORITY = 20,
        .STACK_SIZE = STACK_BYTES,
        .DEADLINE = HARD,
    },
    {
        .NAME = "ENGINE",
        .ENTRY_POINT = (SYSTEM_ADDRESS_TYPE)run_engine,
        .PERIOD = 100 * MS,
        .TIME_CAPACITY = 100 * MS,
        .BASE_PRIORITY = 10,
        .STACK_SIZE = STACK_BYTES,
        .DEADLINE = SOFT,
    },
};

int main(void) {
  RETURN_CODE_TYPE code;
  CREATE_SAMPLING_PORT("DEMAND", sizeof(struct demand), DESTINATION, DEMAND_REFRESH, &demand_port, &code);
  must(code, "DEMAND");
  CREATE_SAMPLING_PORT("ELEVATOR", sizeof(struct elevator), SOURCE, 0, &elevator_port, &code);
  must(code, "ELEVATOR");
  CREATE_SAMPLING_PORT("THRUST", sizeof(struct thrust), SOURCE, 0, &thrust_port, &code);
  must(code, "THRUST");
  CREATE_BLACKBOARD("DEMAND", sizeof(struct demand), &demand_board, &code);
  must(code, "CREATE_BLACKBOARD");
  CREATE_ERROR_HANDLER((SYSTEM_ADDRESS_TYPE)handle_errors, STACK_BYTES, &code);
  must(code, "CREATE_ERROR_HANDLER");
  for (unsigned i = 0; i < sizeof processes / sizeof processes[0]; i++) create_and_start(&processes[i]);
  run_processes();
  return 1;
}
