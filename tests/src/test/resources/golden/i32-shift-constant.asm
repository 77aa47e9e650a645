0000  48 8b c7                       mov rax, rdi
0003  c1 f8 07                       sar eax, 0x7
0006  c3                             ret
