/*
 * What AssemblyScript's own library imports from `env`: console, clock, randomness, abort. Strings are UTF-16, their
 * length in bytes in the word before them.
 */
#pragma once

#define ENVIRONMENT static __attribute__((unused))

/* Code that belongs, for whoever asks where the program is, to the line that it is inlined into. */
#if __has_attribute(nodebug)
#define IN_CALLER static inline __attribute__((always_inline, nodebug, unused))
#else
#define IN_CALLER static inline __attribute__((always_inline, artificial, unused))
#endif

struct w2c_env;

enum { STRING_LENGTH_OFFSET = 4, LINE_MAX = BULKHEAD_CONSOLE_WRITE_MAX };

/* Text on its way to the console, a call a line as far as it fits. */
struct line {
  u32 length;
  char bytes[LINE_MAX];
};

ENVIRONMENT void line_flush(struct line* line) {
  bulkhead_console_put(line->bytes, line->length);
  line->length = 0;
}

ENVIRONMENT void line_byte(struct line* line, u32 byte) {
  line->bytes[line->length++] = (char)byte;
  if (line->length == LINE_MAX) line_flush(line);
}

ENVIRONMENT void line_text(struct line* line, const char* text) {
  while (*text) line_byte(line, (u8)*text++);
}

ENVIRONMENT void line_number(struct line* line, u32 number) {
  if (number >= 10) line_number(line, number / 10);
  line_byte(line, '0' + number % 10);
}

ENVIRONMENT void line_code_point(struct line* line, u32 code) {
  if (code < 0x80) return line_byte(line, code);
  if (code < 0x800) {
    line_byte(line, 0xc0 | code >> 6);
  } else if (code < 0x10000) {
    line_byte(line, 0xe0 | code >> 12);
    line_byte(line, 0x80 | (code >> 6 & 0x3f));
  } else {
    line_byte(line, 0xf0 | code >> 18);
    line_byte(line, 0x80 | (code >> 12 & 0x3f));
    line_byte(line, 0x80 | (code >> 6 & 0x3f));
  }
  line_byte(line, 0x80 | (code & 0x3f));
}

/* A surrogate without its other half becomes U+FFFD. */
ENVIRONMENT void line_string(struct line* line, u32 string) {
  if (string == 0) return line_text(line, "null");
  const u16* units = (const u16*)string;
  u32 count = *(const u32*)(string - STRING_LENGTH_OFFSET) / 2;
  for (u32 at = 0; at < count; at++) {
    u32 unit = units[at];
    u32 next = at + 1 < count ? units[at + 1] : 0;
    if (unit >= 0xd800 && unit < 0xdc00 && next >= 0xdc00 && next < 0xe000) {
      unit = 0x10000 + ((unit - 0xd800) << 10) + (next - 0xdc00);
      at++;
    } else if (unit >= 0xd800 && unit < 0xe000) {
      unit = 0xfffd;
    }
    line_code_point(line, unit);
  }
}

ENVIRONMENT void environment_say(const char* text) { bulkhead_console_put(text, strlen(text)); }

/* Stops the partition. */
ENVIRONMENT __attribute__((noinline)) _Noreturn void environment_stop(void) {
  for (;;) bulkhead_partition_set_mode(BULKHEAD_MODE_IDLE, 1);
}

static void write_line(u32 string) {
  struct line line = {.length = 0};
  line_string(&line, string);
  line_byte(&line, '\n');
  line_flush(&line);
}

ENVIRONMENT void w2c_env_console0x2Elog(struct w2c_env* env, u32 message) { write_line(message); }
ENVIRONMENT void w2c_env_console0x2Edebug(struct w2c_env* env, u32 message) { write_line(message); }
ENVIRONMENT void w2c_env_console0x2Einfo(struct w2c_env* env, u32 message) { write_line(message); }
ENVIRONMENT void w2c_env_console0x2Ewarn(struct w2c_env* env, u32 message) { write_line(message); }
ENVIRONMENT void w2c_env_console0x2Eerror(struct w2c_env* env, u32 message) { write_line(message); }

ENVIRONMENT void w2c_env_console0x2Eassert(struct w2c_env* env, u32 condition, u32 message) {
  if (condition) return;
  struct line line = {.length = 0};
  line_text(&line, "assertion failed: ");
  line_string(&line, message);
  line_byte(&line, '\n');
  line_flush(&line);
}

ENVIRONMENT f64 w2c_env_performance0x2Enow(struct w2c_env* env) { return (f64)bulkhead_now_ns() / 1e6; }

/* There is no calendar: the time since boot, as if the machine had started at the epoch. */
ENVIRONMENT f64 w2c_env_Date0x2Enow(struct w2c_env* env) { return (f64)(bulkhead_now_ns() / 1000000); }

ENVIRONMENT f64 w2c_env_seed(struct w2c_env* env) { return (f64)bulkhead_now_ns(); }

/* Through the gate, not the call page, so that the report names the place in the program. */
IN_CALLER void report_here(u32 code) {
  u32 status, value;
  __asm__ volatile("int %2"
                   : "=a"(status), "=d"(value)
                   : "i"(BULKHEAD_GATE_CORE), "0"(BULKHEAD_CALL_HEALTH_REPORT), "b"(code)
                   : "memory", "cc");
}

ENVIRONMENT __attribute__((noinline)) void say_abort(u32 message, u32 file, u32 row, u32 column) {
  struct line line = {.length = 0};
  line_text(&line, "abort: ");
  if (message != 0) line_string(&line, message);
  line_text(&line, " in ");
  line_string(&line, file);
  line_byte(&line, ':');
  line_number(&line, row);
  line_byte(&line, ':');
  line_number(&line, column);
  line_byte(&line, '\n');
  line_flush(&line);
}
