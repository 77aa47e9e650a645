0000  48 8b c6                       mov rax, rsi
0003  3b f8                          cmp edi, eax
0005  0f 4c c7                       cmovl eax, edi
0008  c3                             ret
