0000  66 48 0f 7e c0                 movq rax, xmm0
0005  c3                             ret
