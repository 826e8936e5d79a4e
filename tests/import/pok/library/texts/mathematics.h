#ifndef MATHEMATICS_H
#define MATHEMATICS_H

void mathematics(void);

#endif
