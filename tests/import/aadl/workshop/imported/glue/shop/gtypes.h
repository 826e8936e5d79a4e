/* The data types of process shop, as its model has them. */

#ifndef GTYPES_H
#define GTYPES_H

#include <types.h>
#include "part.h"

typedef uint32_t workshop_types__count; /* Workshop_Types::Count */
typedef struct part workshop_types__part; /* Workshop_Types::Part */
typedef enum { workshop_types__quality_good, workshop_types__quality_poor } workshop_types__quality; /* Workshop_Types::Quality */

/* Messages have these sizes in the system file. */
_Static_assert(sizeof(workshop_types__count) == 4, "workshop_types__count: the model and C differ");
_Static_assert(sizeof(workshop_types__part) == 8, "workshop_types__part: the model and C differ");
_Static_assert(sizeof(workshop_types__quality) == 4, "workshop_types__quality: the model and C differ");

#endif
