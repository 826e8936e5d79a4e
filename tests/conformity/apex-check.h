// How a program of the conformity tests says what a service returned: a line a case on the console, which results.ts reads.
//     case CREATE_PROCESS INVALID_PARAM 2: passed
//     case CREATE_PROCESS NO_ACTION: failed, NO_ERROR
// A case that abi/apex.ts does not know stops the compiler.
#pragma once

#include <stdio.h>

#include <apexType.h>

#include "apex-cases.h"

#define APEX_CASE_NAME(service, code, check, when) APEX_CASE_##service##_##code##_##check,
enum apex_case { APEX_CASES(APEX_CASE_NAME) };
#undef APEX_CASE_NAME

struct apex_case_text {
  const char *service, *code;
  int check;
};
#define APEX_CASE_TEXT(service, code, check, when) {#service, #code, check},
static const struct apex_case_text apex_case_texts[] = {APEX_CASES(APEX_CASE_TEXT)};
#undef APEX_CASE_TEXT

static inline const char *apex_code_name(RETURN_CODE_TYPE code) {
  static const char *const names[] = {"NO_ERROR",       "NO_ACTION",    "NOT_AVAILABLE", "INVALID_PARAM",
                                      "INVALID_CONFIG", "INVALID_MODE", "TIMED_OUT"};
  return (unsigned)code < sizeof names / sizeof *names ? names[code] : "no RETURN_CODE";
}

// In one piece, so that another process which runs in between does not write into it.
static inline void apex_say_case(enum apex_case which, const char *outcome, const char *instead) {
  const struct apex_case_text *text = &apex_case_texts[which];
  char check[8] = "";
  if (text->check != 0) snprintf(check, sizeof check, " %d", text->check);
  printf("case %s %s%s: %s%s\n", text->service, text->code, check, outcome, instead);
}

static inline void apex_say(enum apex_case which, RETURN_CODE_TYPE expected, RETURN_CODE_TYPE actual) {
  if (actual == expected)
    apex_say_case(which, "passed", "");
  else
    apex_say_case(which, "failed, ", apex_code_name(actual));
}

static inline void apex_say_works(enum apex_case which, RETURN_CODE_TYPE actual, int has_effect) {
  if (actual == NO_ERROR && !has_effect)
    apex_say_case(which, "failed, ", "NO_ERROR without its effect");
  else
    apex_say(which, NO_ERROR, actual);
}

// Of several checks with one code `check` says which, from 1; of one alone it is 0.
#define APEX_EXPECT(service, code, check, actual) apex_say(APEX_CASE_##service##_##code##_##check, code, actual)
