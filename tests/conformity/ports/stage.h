// How partitions take turns: a memory block says how far they are, and keeps it over restarts.
#pragma once

#include "../program.h"

struct stage {
  volatile int reached;
  // How often a partition that restarts has begun.
  volatile int runs;
  // What one partition tells the other.
  volatile int told;
};

extern struct stage *stage;

// Finds the partition's block.
void find_stage(char *name);

// Lets the other go on; waits until it does. In NORMAL.
void reach(int step);
void await(int step);
