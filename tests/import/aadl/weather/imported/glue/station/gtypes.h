/* The data types of process station, as its model has them. */

#ifndef GTYPES_H
#define GTYPES_H

#include <types.h>

typedef int16_t weather__celsius; /* Weather::Celsius */
typedef char weather__letter; /* Weather::Letter */
typedef weather__letter weather__name[12]; /* Weather::Name */
typedef double base_types__float_64; /* Base_Types::Float_64 */
typedef struct {
  weather__name kind;
  weather__celsius hours;
  base_types__float_64 pressure;
} weather__front_i; /* Weather::Front.i */

/* Messages have these sizes in the system file. */
_Static_assert(sizeof(weather__celsius) == 2, "weather__celsius: the model and C differ");
_Static_assert(sizeof(weather__letter) == 1, "weather__letter: the model and C differ");
_Static_assert(sizeof(weather__name) == 12, "weather__name: the model and C differ");
_Static_assert(sizeof(base_types__float_64) == 8, "base_types__float_64: the model and C differ");
_Static_assert(sizeof(weather__front_i) == 24, "weather__front_i: the model and C differ");

#endif
