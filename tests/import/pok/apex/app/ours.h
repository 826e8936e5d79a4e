#ifndef OURS_H
#define OURS_H

// By Bulkhead's own APEX.
void ours_create(void);
void ours_report(const char *process);

#endif
