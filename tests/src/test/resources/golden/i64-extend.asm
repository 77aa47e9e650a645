0000  48 63 c7                       movsxd rax, edi
0003  48 03 c7                       add rax, rdi
0006  c3                             ret
