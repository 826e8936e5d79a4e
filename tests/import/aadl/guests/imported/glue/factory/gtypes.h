/* The data types of process factory, as its model has them. */

#ifndef GTYPES_H
#define GTYPES_H

#include <types.h>

typedef int guests__order; /* Guests::Order */

/* Messages have these sizes in the system file. */
_Static_assert(sizeof(guests__order) == 4, "guests__order: the model and C differ");

#endif
