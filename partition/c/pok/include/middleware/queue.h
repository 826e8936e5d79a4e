// Nothing that a program needs: POK's ports have their queues in its kernel, and so have ours.
