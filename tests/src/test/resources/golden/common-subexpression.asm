0000  48 8b c7                       mov rax, rdi
0003  0f af c6                       imul eax, esi
0006  03 c0                          add eax, eax
0008  c3                             ret
