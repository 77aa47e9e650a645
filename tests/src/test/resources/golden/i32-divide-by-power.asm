0000  48 8b c7                       mov rax, rdi
0003  c1 f8 1f                       sar eax, 0x1f
0006  c1 e8 1d                       shr eax, 0x1d
0009  03 c7                          add eax, edi
000b  c1 f8 03                       sar eax, 0x3
000e  c3                             ret
