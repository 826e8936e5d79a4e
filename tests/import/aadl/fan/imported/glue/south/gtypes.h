/* The data types of process south, as its model has them. */

#ifndef GTYPES_H
#define GTYPES_H

#include <types.h>

typedef int fan__minutes; /* Fan::Minutes */

/* Messages have these sizes in the system file. */
_Static_assert(sizeof(fan__minutes) == 4, "fan__minutes: the model and C differ");

#endif
