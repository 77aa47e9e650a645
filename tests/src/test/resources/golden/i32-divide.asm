0000  48 8b c7                       mov rax, rdi
0003  85 f6                          test esi, esi
0005  74 0f                          je L2
0007  83 fe ff                       cmp esi, -0x1
000a  74 04                          je L1
000c  99                             cdq
000d  f7 fe                          idiv esi
L0:
000f  c3                             ret
L1:
0010  f7 d8                          neg eax
0012  70 07                          jo L3
0014  eb f9                          jmp L0
L2:
0016  e8 00 00 00 00                 call trap: integer divide by zero
L3:
001b  e8 00 00 00 00                 call trap: integer overflow
