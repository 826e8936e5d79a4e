// The console: lines of text to the hypervisor, a call a line. What printk and /dev/console write goes through one
// buffer, in the order in which it was written. It is put out at a line's end, when it is full, when RTEMS idles and at
// the end. There is no input.
#include <string.h>

#include <bsp.h>
#include <bsp/console-termios.h>
#include <rtems/bspIo.h>

#include <bulkhead/calls.h>
#include <bulkhead/interrupts.h>

// Each call moves some text on to the serial line, if that is free: so many make room, if that can be had in this window.
enum { CALLS_A_WINDOW = 16 };

static char held[BULKHEAD_CONSOLE_WRITE_MAX];
static uint32_t held_length;

// Masked. Waits for as long as the hypervisor's buffer is full: no text is lost.
static void put_out(void) {
  uint32_t sent = 0;
  for (uint32_t calls = 1; sent < held_length; ++calls) {
    uint32_t taken = 0;
    (void) bulkhead_console_write(held + sent, held_length - sent, &taken);
    sent += taken;
    if (taken == 0 && calls % CALLS_A_WINDOW == 0) (void) bulkhead_window_yield();
  }
  held_length = 0;
}

// Masked.
static void hold(char character) {
  held[held_length++] = character;
  if (character == '\n' || held_length == sizeof held) put_out();
}

void bulkhead_console_flush(void) {
  uint32_t level = bulkhead_mask();
  put_out();
  bulkhead_restore(level);
}

static void output_char(char character) {
  uint32_t level = bulkhead_mask();
  hold(character);
  bulkhead_restore(level);
}

BSP_output_char_function_type BSP_output_char = output_char;
BSP_polling_getchar_function_type BSP_poll_char = NULL;

// The hypervisor wants lines to end in a line feed alone.
static bool first_open(
  struct rtems_termios_tty *tty,
  rtems_termios_device_context *context,
  struct termios *term,
  rtems_libio_open_close_args_t *arguments
) {
  (void) tty;
  (void) context;
  (void) arguments;
  term->c_oflag &= ~(tcflag_t) OPOST;
  return true;
}

static void write_text(rtems_termios_device_context *context, const char *text, size_t length) {
  (void) context;
  uint32_t level = bulkhead_mask();
  for (size_t i = 0; i < length; ++i) hold(text[i]);
  bulkhead_restore(level);
}

static const rtems_termios_device_handler handler = {
  .first_open = first_open,
  .write = write_text,
  .mode = TERMIOS_POLLED,
};

static rtems_termios_device_context context = RTEMS_TERMIOS_DEVICE_CONTEXT_INITIALIZER("bulkhead");

const console_device console_device_table[] = {
  {
    .device_file = "/dev/bulkhead",
    .probe = console_device_probe_default,
    .handler = &handler,
    .context = &context,
  },
};

const size_t console_device_count = RTEMS_ARRAY_SIZE(console_device_table);
