0000  48 8b c7                       mov rax, rdi
0003  83 c0 64                       add eax, 0x64
0006  c3                             ret
