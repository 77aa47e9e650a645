0000  48 8b c7                       mov rax, rdi
0003  48 b9 f0 de bc 9a 78 56 34 12  movabs rcx, 0x123456789abcdef0
000d  48 33 c1                       xor rax, rcx
0010  c3                             ret
