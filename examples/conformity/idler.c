// Makes the guest's partition not the first one, and its windows not the first ones.
int main(void) { return 0; }
