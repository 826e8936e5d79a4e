#ifndef USERS_H
#define USERS_H

void *holder(void);
void *thief(void);
void *patient(void);
void *urgent(void);

#endif
