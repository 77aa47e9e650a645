0000  48 8b c7                       mov rax, rdi
0003  0f af c6                       imul eax, esi
0006  2b c7                          sub eax, edi
0008  33 c6                          xor eax, esi
000a  c3                             ret
