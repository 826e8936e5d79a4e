/* How the program ends itself: what AssemblyScript's library imports from `env` for that. */
#pragma once

/* The program's own error: it says which, health monitoring decides, and if that ignores it the thread's end follows. */
IN_CALLER void w2c_env_abort(struct w2c_env* env, u32 message, u32 file, u32 row, u32 column) {
  say_abort(message, file, row, column);
  report_here(row);
  thread_end((struct w2c_door*)env);
  environment_stop();
}

/* A status other than 0 is reported to health monitoring first. */
IN_CALLER void w2c_env_process0x2Eexit(struct w2c_env* env, u32 status) {
  if (status != 0) report_here(status);
  environment_stop();
}
