// Computes and never enters the kernel.
int main(void) {
  for (volatile unsigned i = 0;; i++) {
  }
}
