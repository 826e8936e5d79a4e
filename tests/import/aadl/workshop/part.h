// A part as a saw leaves it.
#ifndef PART_H
#define PART_H

struct part {
  int number;
  int length;
};

#endif
