0000  48 8b c7                       mov rax, rdi
0003  03 c6                          add eax, esi
0005  c3                             ret
