#ifndef HAMMER_H
#define HAMMER_H

// Makes the lock; threads that hammer count with it, each a thousand times.
void hammer_create(void);
void hammer(unsigned rest_us);
int hammer_total(void);

#endif
